/** Waits until `isSo` says so. */
export async function until(
	what: string,
	isSo: () => boolean | Promise<boolean>,
	seconds: number,
): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`Not in ${seconds} s: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
