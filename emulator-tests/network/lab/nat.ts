/** A home router's rules, as nftables reads them. */

/**
 * `cone`: one outside port for each inside port, whatever the destination. `symmetric`: another one for each destination.
 * `open`: as `cone`, and it accepts packets from every address.
 */
export type NatKind = 'cone' | 'symmetric' | 'open';

/** What the network lets out. `only-443`: TCP to port 443, and to the site's own ports, which stand for a site at 443. */
export type Filter = 'all' | 'no-udp' | 'only-443';

export interface NatRules {
  readonly kind: NatKind;
  readonly filter: Filter;
  /** Of the client, on the inside. */
  readonly inside: string;
  /** Whose ports all count as open with `only-443`. */
  readonly site: string;
}

export function natRules({ kind, filter, inside, site }: NatRules): string {
  const isOpen = kind === 'open';
  return `
table ip home {}
delete table ip home
table ip home {
  chain prerouting {
    type nat hook prerouting priority dstnat;
    ${isOpen ? `iifname "wan" meta l4proto udp dnat to ${inside}` : ''}
  }
  chain postrouting {
    type nat hook postrouting priority srcnat;
    oifname "wan" masquerade ${kind === 'symmetric' ? 'fully-random' : ''}
  }
  chain input {
    type filter hook input priority filter;
    # Else conntrack gives the mapping to an early packet of the other side, and a cone changes its port.
    iifname "wan" ct state new,invalid drop
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
    ${filterRules(filter, site)}
    iifname "lan" accept
    iifname "wan" ct state established,related accept
    ${isOpen ? 'iifname "wan" ct status dnat accept' : ''}
  }
}
`;
}

function filterRules(filter: Filter, site: string): string {
  switch (filter) {
    case 'all': return '';
    case 'no-udp': return 'meta l4proto udp drop';
    case 'only-443': return `
    meta l4proto != tcp drop
    iifname "lan" ip daddr != ${site} tcp dport != 443 drop`;
  }
}

/** The one rule of a network with IPv6: no translation, and no unsolicited packet gets in. */
export const IPV6_FIREWALL = `
table ip6 home {}
delete table ip6 home
table ip6 home {
  chain forward {
    type filter hook forward priority filter; policy drop;
    iifname "lan" accept
    iifname "wan" ct state established,related accept
  }
}
`;
