/** Lets other processes control a running sandbox over HTTP, outside the paths of the API. */
import type { FastifyInstance } from 'fastify';
import { faultSchema } from './faults.mts';
import { schemaOf, withQuirks } from './quirks.mts';
import type { Recorder } from './recorder.mts';
import type { Service, Settings, SettingsChange } from './service.mts';

export const controlPrefix = '/_sandbox/';

interface Schema {
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Ajv's message about an unknown name does not say which names there are. */
function explainUnknown(settings: object, path: string[]): string {
	let schema: Schema | undefined = settings;
	for (const step of path.slice(0, -1)) schema = schema?.items ?? schema?.properties?.[step];
	const [kind, ...rest] = path[0] === 'quirks' ? ['quirk', ...path.slice(1)] : ['setting', ...path];
	const names = Object.keys(schema?.properties ?? {}).join(', ');
	return `There is no ${kind} '${rest.join('.')}'. There are: ${names}.`;
}

/** Adds GET and PUT `/_sandbox/`, GET and DELETE `requests`, POST `reset`. */
export function registerControl<Quirks>(
	app: FastifyInstance,
	service: Service<Quirks>,
	settings: Settings<Quirks>,
	recorder: Recorder,
	reset: () => void,
): void {
	const state = () => ({
		service: service.name,
		...settings,
		counts: service.counts(),
		requests: recorder.requests.length,
	});
	const bodySchema = {
		type: 'object',
		properties: {
			quirks: schemaOf(service.quirkTable),
			faults: { type: 'array', items: faultSchema },
			latency: { type: 'number', minimum: 0 },
		},
		additionalProperties: false,
	};

	void app.register(
		async (control) => {
			control.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
				reply.code(error.statusCode ?? 500).send({ message: error.message }),
			);
			// A POST without a body but with a JSON content type is fine here.
			control.removeAllContentTypeParsers();
			control.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
				try {
					done(null, body === '' ? {} : JSON.parse(body.toString()));
				} catch {
					done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
				}
			});

			control.get('/', state);
			control.put<{ Body: SettingsChange<Quirks> }>(
				'/',
				{
					schema: { body: bodySchema },
					schemaErrorFormatter: ([problem], context) => {
						if (problem?.keyword === 'additionalProperties') {
							const steps = problem.instancePath.split('/').slice(1);
							const name = String(problem.params.additionalProperty);
							return new Error(explainUnknown(bodySchema, [...steps, name]));
						}
						const place = `${context}${problem?.instancePath ?? ''}`.replace(/^body\/?/, '');
						const detail = JSON.stringify(Object.values(problem?.params ?? {})[0]);
						return new Error(`${place || 'settings'}: ${problem?.message} (${detail})`);
					},
				},
				({ body }) => {
					if (body.quirks) settings.quirks = withQuirks(settings.quirks, body.quirks);
					if (body.faults) settings.faults = body.faults;
					if (body.latency !== undefined) settings.latency = body.latency;
					return state();
				},
			);
			control.get('/requests', () => recorder.requests);
			control.delete('/requests', () => {
				recorder.clear();
				return state();
			});
			control.post('/reset', () => {
				reset();
				return state();
			});
		},
		{ prefix: controlPrefix },
	);
}
