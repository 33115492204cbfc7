import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
} from 'n8n-workflow';

export const node: INode = {
	id: '1',
	name: 'Vome',
	type: 'n8n-nodes-vome-assemble.vome',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** What n8n's request helper does: an answer, or what it throws. */
export type Reply = Partial<IN8nHttpFullResponse> | Error;

export interface FakeContext {
	context: IExecuteFunctions;
	/** The options of each request, in order. */
	sent: IHttpRequestOptions[];
}

/** The part of n8n's context that units need: parameters as they are, replies in order. */
export function fakeContext(parameters: IDataObject = {}, replies: Reply[] = []): FakeContext {
	const sent: IHttpRequestOptions[] = [];
	const context = {
		getNode: () => node,
		getTimezone: () => 'America/Toronto',
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			name
				.split('.')
				.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], parameters) ??
			fallback,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				sent.push(options);
				const reply = replies[Math.min(sent.length, replies.length) - 1];
				if (reply instanceof Error) throw reply;
				return { statusCode: 200, headers: {}, body: {}, ...reply };
			},
		},
	};
	return { context: context as unknown as IExecuteFunctions, sent };
}
