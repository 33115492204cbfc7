/**
 * The packages that are published from the one source: the combined one, whose folder is the
 * repository itself, and one for each service, whose folders hold links to the sources that belong to
 * them. What is in a package follows from what is in its folder.
 */
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runToEnd } from '../n8n/processes.mts';

const ROOT_FILES = ['LICENSE.md', 'README.md', 'package.json'];
const SOURCE_FOLDERS = ['credentials', 'icons', 'nodes'];

/** What the build makes of a source file, by its ending. */
const BUILT: Record<string, string> = { '.ts': '.js', '.json': '.json', '.svg': '.svg' };

export interface Manifest {
	name: string;
	version: string;
	n8n: { credentials: string[]; nodes: string[] };
	[field: string]: unknown;
}

export interface SourcePackage {
	name: string;
	version: string;
	/** Holds package.json, README.md and the sources, or links to them. */
	folder: string;
	/** The repository, with LICENSE.md and dist. */
	root: string;
}

export interface Tarball {
	file: string;
	/** The paths in it, sorted. */
	files: string[];
}

const readManifest = (folder: string) =>
	JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

function packageIn(root: string, folder: string): SourcePackage {
	const { name, version } = readManifest(folder);
	return { name, version, folder, root };
}

/** The package of both services. */
export function combinedPackage(root: string): SourcePackage {
	return packageIn(root, root);
}

/** The packages of one service each. */
export function singlePackages(root: string): SourcePackage[] {
	const folder = path.join(root, 'packages');
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => packageIn(root, path.join(folder, entry.name)));
}

export function allPackages(root: string): SourcePackage[] {
	return [combinedPackage(root), ...singlePackages(root)];
}

/** Paths of the files in a folder and in the folders that it links to. */
function filesIn(folder: string, prefix: string): string[] {
	return readdirSync(path.join(folder, prefix))
		.sort()
		.map((name) => `${prefix}/${name}`)
		.flatMap((file) =>
			statSync(path.join(folder, file)).isDirectory() ? filesIn(folder, file) : [file],
		);
}

/** The sources of a package, as paths that are the same in its folder and in the repository. */
export function sourcesOf({ folder }: SourcePackage): string[] {
	return SOURCE_FOLDERS.flatMap((name) => filesIn(folder, name));
}

/** Where the build puts a source file. */
export function builtPath(source: string): string {
	const { dir, name, ext } = path.posix.parse(source);
	const ending = BUILT[ext];
	if (ending === undefined) {
		throw new Error(
			`${source} is no source file. If it should be a link, have git make links (git config core.symlinks true) and check it out again.`,
		);
	}
	return `dist/${dir}/${name}${ending}`;
}

const homeOf = (repository: { url: string }) =>
	repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

/**
 * The package.json that a single package must have. Its name, description and keywords are its own;
 * the rest is that of the repository, with the nodes and credentials that it has.
 */
export function expectedManifest(single: SourcePackage): Manifest {
	const common = readManifest(single.root);
	const { name, description, keywords } = readManifest(single.folder);
	const repository = common.repository as { type: string; url: string };
	const directory = path.relative(single.root, single.folder).split(path.sep).join('/');
	const built = new Set(sourcesOf(single).map(builtPath));
	const here = (files: string[]) => files.filter((file) => built.has(file));
	return {
		name,
		version: common.version,
		description,
		license: common.license,
		homepage: `${homeOf(repository)}/tree/main/${directory}#readme`,
		bugs: common.bugs,
		keywords,
		author: common.author,
		repository: { ...repository, directory },
		engines: common.engines,
		// Keeps people from publishing the folder itself, without dist.
		scripts: { prepublishOnly: (common.scripts as Record<string, string>).prepublishOnly },
		files: common.files,
		n8n: {
			...common.n8n,
			credentials: here(common.n8n.credentials),
			nodes: here(common.n8n.nodes),
		},
		peerDependencies: common.peerDependencies,
	};
}

/** Whether a single package's package.json says what it must, to the letter. */
export function isManifestUpToDate(single: SourcePackage): boolean {
	const file = path.join(single.folder, 'package.json');
	return readFileSync(file, 'utf8') === manifestText(single);
}

/** Brings a single package's package.json up to date. */
export function updateManifest(single: SourcePackage): void {
	writeFileSync(path.join(single.folder, 'package.json'), manifestText(single));
}

const manifestText = (single: SourcePackage) => toJson(expectedManifest(single));

const toJson = (value: object) => `${JSON.stringify(value, null, '\t')}\n`;

/** The folder's files that a repository of its own needs as they are. */
const REPOSITORY_FILES = [
	'.gitignore',
	'.npmrc',
	'.prettierrc.js',
	'LICENSE.md',
	'eslint.config.mjs',
];

const REPOSITORY_TOOLS = [
	'@n8n/node-cli',
	'@types/node',
	'eslint',
	'n8n-workflow',
	'prettier',
	'typescript',
];

/** A codex names its node in full. */
function withOwnNames(codex: string, { name, root }: SourcePackage): string {
	return codex.replace(`"${combinedPackage(root).name}.`, `"${name}.`);
}

/**
 * Writes a single package as a repository of its own, in place of what is in the folder apart from
 * `.git`. Throws if the folder has something else.
 */
export function writeRepository(single: SourcePackage, folder: string): void {
	const { root, name } = single;
	const inside = existsSync(folder) ? readdirSync(folder).filter((file) => file !== '.git') : [];
	if (
		inside.length > 0 &&
		!(inside.includes('package.json') && readManifest(folder).name === name)
	) {
		throw new Error(`${folder} has something else in it than ${name}. Choose another folder.`);
	}
	for (const file of inside) rmSync(path.join(folder, file), { recursive: true });

	const write = (file: string, text: string | Buffer) => {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		writeFileSync(path.join(folder, file), text);
	};
	for (const file of REPOSITORY_FILES) write(file, readFileSync(path.join(root, file)));
	for (const file of sourcesOf(single)) {
		const content = readFileSync(path.join(single.folder, file));
		const isCodex = file.endsWith('.node.json');
		write(file, isCodex ? withOwnNames(content.toString(), single) : content);
	}

	const common = readManifest(root);
	const repository = common.repository as { type: string; url: string };
	const url = repository.url.replace(/[^/]+\.git$/, `${name}.git`);
	const tools = common.devDependencies as Record<string, string>;
	const { scripts, ...manifest } = expectedManifest(single);
	write(
		'package.json',
		toJson({
			...manifest,
			homepage: `${homeOf({ url })}#readme`,
			repository: { type: repository.type, url },
			scripts: { build: 'n8n-node build', lint: 'n8n-node lint', ...(scripts as object) },
			devDependencies: Object.fromEntries(REPOSITORY_TOOLS.map((tool) => [tool, tools[tool]])),
		}),
	);
	// n8n's build copies icons and schemas alone, and leaves the codex to the compiler.
	const tsconfig = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as {
		include: string[];
	};
	write(
		'tsconfig.json',
		toJson({ ...tsconfig, include: [...tsconfig.include, 'nodes/**/*.node.json'] }),
	);
	const source = `[n8n-nodes-vome-assemble](${homeOf(repository)})`;
	const readme = readFileSync(path.join(single.folder, 'README.md'), 'utf8');
	write(
		'README.md',
		readme.replace(
			/^- \[Source and issues\].*$/m,
			`- Source and issues: ${source}, whose \`npm run packages\` writes this repository. Change things there`,
		),
	);
	const workflow = readFileSync(path.join(root, 'packages/publish.yml'));
	write('.github/workflows/publish.yml', workflow);
}

export function tarballName({ name, version }: SourcePackage): string {
	return `${name}-${version}.tgz`;
}

/** Puts together what a package consists of. */
function stage(source: SourcePackage, folder: string): void {
	const { root } = source;
	for (const file of ROOT_FILES) {
		const own = path.join(source.folder, file);
		cpSync(existsSync(own) ? own : path.join(root, file), path.join(folder, file));
	}
	for (const file of sourcesOf(source).map(builtPath)) {
		const built = path.join(root, file);
		if (!existsSync(built)) {
			throw new Error(`The build has not made ${file}. Run \`npm run build\` first.`);
		}
		cpSync(built, path.join(folder, file));
		if (file.endsWith('.node.json')) {
			writeFileSync(path.join(folder, file), withOwnNames(readFileSync(built, 'utf8'), source));
		}
	}
}

/** Packs a package, which has been built, as npm does it; the same content makes the same tarball. */
export async function pack(source: SourcePackage, destination: string): Promise<Tarball> {
	const staging = mkdtempSync(path.join(tmpdir(), 'stage-'));
	try {
		stage(source, staging);
		mkdirSync(destination, { recursive: true });
		const output = await runToEnd('npm', {
			args: ['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
			cwd: staging,
		});
		// A list or, from a newer npm, an object with the names.
		const [packed] = Object.values(
			JSON.parse(output) as Record<string, { files: Array<{ path: string }> }>,
		);
		if (packed === undefined) throw new Error(`npm packed nothing of ${source.name}`);
		const files = packed.files.map((file) => file.path).sort();
		return { file: path.join(destination, tarballName(source)), files };
	} finally {
		rmSync(staging, { recursive: true });
	}
}
