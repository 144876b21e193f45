import { type ClientName, FRONT_PORTS, PORTS, uplinkOf } from './addresses.ts';
import { nftIn } from './commands.ts';

/** The signaling store's way: its packets vanish, as behind a firewall, and open connections hang. */
export class Store {
  readonly #namespace: string;

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  /** @param client whom alone it is out of reach for */
  block(client?: ClientName): void {
    const from = client === undefined ? '' : `ip saddr { ${uplinkOf(client, 'eth0').outside}, ${uplinkOf(client, 'eth1').outside} }`;
    nftIn(this.#namespace, `${EMPTY}table inet store { chain input { type filter hook input priority filter; ${from} tcp dport { ${PORTS.firestore}, ${FRONT_PORTS.firestore} } drop; }; }`);
  }

  unblock(): void {
    nftIn(this.#namespace, EMPTY);
  }
}

const EMPTY = 'table inet store {}\ndelete table inet store\n';
