/** Paths of what is read by ID or by search (contract: vome.md 4.0). */
export const PATHS = {
	reservations: '/api/reservations/',
	reservation: (id: string) => `/api/reservations/${id}/`,
	reservationSearch: '/api/reservations/search/',
	shift: (id: string) => `/api/shifts/${id}/`,
	shiftSearch: '/api/shifts/search/',
	opportunitySearch: '/api/opportunities/search/',
};
