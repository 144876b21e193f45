export { createCallId, createLinkSecret, formatCallLink, parseCallLink, type LinkMedia, type ParsedLink } from './call-link.ts';
export type { CallId } from '#protocol/identifiers.ts';
