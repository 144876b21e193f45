import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { ClientMedia } from './devices/client-media.ts';
import type { Backend } from './firebase/backend.ts';
import type { NetworkWatch } from './network-watch.ts';
import type { PageCertificate } from './page-certificate.ts';
import type { OwnName } from './participant/own-name.ts';

/** What all calls of a client share. */
export interface ClientParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly connect: () => Promise<Backend>;
  readonly certificate: Pick<PageCertificate, 'current'>;
  readonly media: ClientMedia;
  readonly network: Pick<NetworkWatch, 'observe'>;
  readonly ownName: OwnName;
}
