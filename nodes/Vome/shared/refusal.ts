import { NodeApiError } from 'n8n-workflow';

/** Whether Vome refuses the request itself. */
export function isRefusal(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && (error.httpCode === '400' || error.httpCode === '422');
}
