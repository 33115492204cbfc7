/** Answers to the same question, asked once in a run. */
export class Once {
	private readonly answers = new Map<string, unknown>();

	/** Asks the first time, and gives copies of that answer later. A failure is asked again. */
	async get<T>(question: string, ask: () => Promise<T>): Promise<T> {
		if (this.answers.has(question)) return structuredClone(this.answers.get(question) as T);
		const answer = await ask();
		this.answers.set(question, answer);
		return answer;
	}
}
