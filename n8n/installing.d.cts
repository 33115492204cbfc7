export declare const PING: string[];
export declare function afterPing(said: string): string[];
export declare function duration(ms: number): string;
export declare function explain(said: string): string;
export declare function packagesIn(folder: string): () => string;
export declare function showProgress(
	describe: () => string,
	output?: { isTTY?: boolean; write: (text: string) => unknown },
): () => void;
