/** Pictures with few colours, which take a third of the room of those that a browser makes. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Of the types of a PNG file: three and four bytes for each dot, and the place in a list of colours. */
const COLOUR = 2;
const COLOUR_AND_ALPHA = 6;
const PALETTE = 3;
const MOST_COLOURS = 256;

function* chunksOf(file: Buffer): Generator<[string, Buffer]> {
	for (let at = SIGNATURE.length; at < file.length;) {
		const length = file.readUInt32BE(at);
		yield [file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + length)];
		at += length + 12;
	}
}

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, sum]);
}

/** What PNG calls Paeth: that one of the three neighbours which lies next to left + up - corner. */
function nearest(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one)) as [
		number,
		number,
		number,
	];
	if (a <= b && a <= c) return left;
	return b <= c ? up : corner;
}

/** The bytes of the dots, row by row, as they were before PNG's filters. */
function unfiltered(data: Buffer, stride: number, step: number): Buffer {
	const rows = data.length / (stride + 1);
	const out = Buffer.alloc(rows * stride);
	for (let row = 0; row < rows; row += 1) {
		const filter = data[row * (stride + 1)];
		for (let byte = 0; byte < stride; byte += 1) {
			const at = row * stride + byte;
			const left = byte >= step ? (out[at - step] ?? 0) : 0;
			const up = row > 0 ? (out[at - stride] ?? 0) : 0;
			const corner = row > 0 && byte >= step ? (out[at - stride - step] ?? 0) : 0;
			const add = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter ?? 0] ?? 0;
			out[at] = (data[row * (stride + 1) + 1 + byte] ?? 0) + add;
		}
	}
	return out;
}

/** The same picture, as a browser made it, with at most 256 colours. */
export function withFewColours(file: Buffer): Buffer {
	const chunks = [...chunksOf(file)];
	const header = chunks.find(([type]) => type === 'IHDR')?.[1];
	if (header === undefined) throw new Error('No picture');
	const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
	const step = { [COLOUR]: 3, [COLOUR_AND_ALPHA]: 4 }[header[9] ?? 0];
	if (step === undefined || header[8] !== 8) throw new Error('Not as a browser makes pictures');
	const packed = chunks.filter(([type]) => type === 'IDAT').map(([, data]) => data);
	const dots = unfiltered(inflateSync(Buffer.concat(packed)), width * step, step);

	// Shades that are hardly different become one; rare ones the most similar that is not.
	const shadeAt = (dot: number) => (dots.readUIntBE(dot * step, 3) & 0xf8f8f8) >>> 0;
	const counts = new Map<number, number>();
	for (let dot = 0; dot < width * height; dot += 1) {
		const shade = shadeAt(dot);
		counts.set(shade, (counts.get(shade) ?? 0) + 1);
	}
	const shades = [...counts].sort((one, other) => other[1] - one[1]).map(([shade]) => shade);
	const kept = shades.slice(0, MOST_COLOURS);
	const parts = (shade: number) => [shade >> 16, (shade >> 8) & 255, shade & 255];
	const distance = (one: number, other: number) => {
		const theirs = parts(other);
		return parts(one).reduce((sum, part, index) => sum + (part - (theirs[index] ?? 0)) ** 2, 0);
	};
	const places = new Map(
		shades.map((shade, index) => {
			if (index < MOST_COLOURS) return [shade, index];
			const distances = kept.map((one) => distance(one, shade));
			return [shade, distances.indexOf(Math.min(...distances))];
		}),
	);

	const rows = Buffer.alloc(height * (width + 1));
	for (let dot = 0; dot < width * height; dot += 1) {
		const row = Math.floor(dot / width);
		rows[row * (width + 1) + 1 + (dot % width)] = places.get(shadeAt(dot)) ?? 0;
	}
	// The lowest bits went above; white stays white.
	const palette = Buffer.from(
		kept.flatMap((shade) => parts(shade).map((part) => part | (part >> 5))),
	);
	const head = Buffer.from(header);
	head[9] = PALETTE;
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', head),
		chunk('PLTE', palette),
		chunk('IDAT', deflateSync(rows, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
