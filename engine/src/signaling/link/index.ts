export { createCallId, createLinkSecret, formatCallLink, parseCallLink, type ParsedLink } from './call-link.ts';
export type { CallId } from '#protocol/identifiers.ts';
