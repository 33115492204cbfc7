import { createRequire } from 'node:module';

interface Axios {
	interceptors: {
		request: {
			use: (change: (config: { method?: string; timeout?: number }) => object) => number;
			eject: (id: number) => void;
		};
	};
}

/**
 * Makes n8n's HTTP client lose its patience with a GET after `ms`, so that no test waits for a real time
 * limit, while `run` runs. A login that is slow on a busy machine keeps its time, since nothing repeats it.
 */
export async function withShortTimeouts<T>(ms: number, run: () => Promise<T>): Promise<T> {
	// The copy of axios that n8n-core sends its requests with.
	const path = ['@n8n/backend-network', 'axios'].reduce(
		(from, name) => createRequire(from).resolve(name),
		require.resolve('n8n-core'),
	);
	const { interceptors } = jest.requireActual<Axios>(path);
	const id = interceptors.request.use((config) =>
		/^get$/i.test(config.method ?? 'get') ? { ...config, timeout: ms } : config,
	);
	try {
		return await run();
	} finally {
		interceptors.request.eject(id);
	}
}
