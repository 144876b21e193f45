import { css } from 'lit';

export const qualityStyles = css`
  :host {
    display: inline-flex;
  }

  /* A chip among the others, with the room that a finger needs around it. */
  .badge {
    display: inline-flex;
    align-items: center;
    min-height: var(--_target);
    margin-block: -0.5rem;
    padding: 0;
    border: 0;
    border-radius: 999px;
    background: none;
    text-align: start;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2rem;
    padding: 0.25rem 0.75rem;
    border-radius: 999px;
    background: rgb(20 16 14 / 82%);
    color: #ffffff;
    font-size: 0.9375rem;
    font-weight: 600;
    line-height: 1.3;
  }

  .badge:hover .chip,
  .badge[aria-expanded='true'] .chip {
    background: rgb(66 57 52 / 94%);
  }

  .bars {
    width: 1.125rem;
    height: 1.125rem;
  }

  /* The missing part stays visible as an outline of the whole. */
  .bars rect {
    fill: currentcolor;
    opacity: 0.32;
  }

  .bars .full {
    opacity: 1;
  }

  .good .bars {
    color: #7fdca0;
  }

  .fair .bars {
    color: #ffc46b;
  }

  .poor .bars {
    color: #ff9c94;
  }

  /* Between what is above and the bar below, so that neither is covered. */
  .panel {
    position: fixed;
    z-index: 1;
    inset: auto calc(1rem + var(--_safe-right)) calc(6rem + var(--_safe-bottom)) calc(1rem + var(--_safe-left));
    max-height: calc(100dvh - 13rem);
    overflow: auto;
    padding: 0.5rem 0.5rem 1rem 1.25rem;
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 0 0 1px var(--_line), 0 16px 48px rgb(0 0 0 / 55%);
    font-size: 0.9375rem;
    font-weight: 400;
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
  }

  h2 {
    margin: 0;
    font-size: 1.0625rem;
    line-height: 1.3;
  }

  .close {
    display: grid;
    place-items: center;
    flex: none;
    width: var(--_target);
    height: var(--_target);
    border: 0;
    border-radius: 50%;
    background: none;
  }

  .close:hover {
    background: var(--_raised);
  }

  p {
    margin: 0 0.75rem 0.75rem 0;
  }

  table {
    width: calc(100% - 0.75rem);
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 0.3125rem 0.75rem 0.3125rem 0;
    border-top: 1px solid var(--_line);
    text-align: start;
    vertical-align: baseline;
    overflow-wrap: anywhere;
  }

  thead th,
  thead td {
    border-top: 0;
  }

  th {
    color: var(--_faint);
    font-weight: 400;
  }

  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }

  @media (min-width: 40rem) {
    .panel {
      inset: calc(4.25rem + var(--_safe-top)) auto auto calc(1rem + var(--_safe-left));
      width: 28rem;
      max-height: calc(100dvh - 10.5rem);
    }

    tbody th {
      white-space: nowrap;
    }
  }

  @media (forced-colors: active) {
    .chip,
    .panel {
      border: 1px solid ButtonText;
    }
  }
`;
