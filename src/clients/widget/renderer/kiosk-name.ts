/** Of the cache that the kiosk's page fills and its worker reads. */
export const KIOSK_CACHE = 'momente-kiosk';
