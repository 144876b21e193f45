/** What functions alone write, beside the calls; no rule matches these, so no client reads or writes them. */

/** How often a user and an address were given relay credentials of late. */
export const MINT_LIMITS = 'mintLimits';

/** Where a sweep that has more to look at than one run may goes on. */
export const MAINTENANCE = 'maintenance';
