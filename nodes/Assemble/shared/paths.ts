/**
 * Where the API keeps its resources. Inferred: the documentation lost all paths but those of the
 * login (contract: assemble.md sections 1 and 4, unknown U1). A wrong guess is put right here alone.
 */
export const PATHS = {
	roleProfiles: '/api/role-profiles',
	roleProfile: (id: number) => `/api/role-profiles/${id}`,
};
