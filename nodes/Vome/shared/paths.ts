/** Paths of the API (contract: vome.md 4.0); that of a single profile is inferred. */
export const PATHS = {
	profiles: '/api/profiles/',
	profile: (id: string) => `/api/profiles/${id}/`,
	profileSearch: '/api/profiles/search/',
	profileCreate: '/api/profiles/bulk-create/',
	profileUpdate: '/api/profiles/bulk-update/',
	profileUpsert: '/api/profiles/bulk-upsert/',
	reservations: '/api/reservations/',
	reservation: (id: string) => `/api/reservations/${id}/`,
	reservationSearch: '/api/reservations/search/',
	shift: (id: string) => `/api/shifts/${id}/`,
	shiftSearch: '/api/shifts/search/',
	opportunitySearch: '/api/opportunities/search/',
};
