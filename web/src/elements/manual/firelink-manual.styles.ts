import { css } from 'lit';

export const manualStyles = css`
  main.one {
    grid-template-rows: auto 1fr;
    align-content: stretch;
  }

  main.one .column {
    gap: 1.5rem;
    justify-self: center;
    width: 100%;
    max-width: 36rem;
  }

  form,
  .card {
    display: grid;
    gap: 0.75rem;
  }

  .card {
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-large);
    background: var(--_surface);
  }

  .card .button {
    flex: 1 1 8rem;
  }

  :host(.apart) {
    padding-top: 1.5rem;
    border-top: 1px solid var(--_line);
    background: none;
  }

  :host(firelink-manual-paste),
  :host(firelink-manual-handover) {
    background: none;
  }

  .hint {
    font-weight: 600;
  }

  label {
    display: block;
    margin-bottom: 0.375rem;
    font-size: 0.9375rem;
  }

  form label {
    margin-bottom: -0.375rem;
  }

  .card label {
    font-weight: 600;
  }

  textarea.field {
    display: block;
    resize: none;
    /* Firefox squares the corners beside a scrollbar. Keys, wheel and finger still scroll. */
    scrollbar-width: none;
    font-family: ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace;
    font-size: 0.8125rem;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }

  .problem {
    display: flex;
    gap: 0.5rem;
    color: light-dark(#b01722, #ff9d9d);
    font-size: 0.9375rem;
  }

  .note {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 1.5rem;
    font-size: 0.9375em;
  }

  .note svg {
    color: var(--_accent);
  }

  /* Black on white in both schemes: cameras expect it so. As large as there is room, since it has some 140 rows. */
  .seen {
    min-height: 1.5em;
  }

  .countdown {
    font-size: 1.25rem;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .bar {
    height: 0.5rem;
    margin-top: 0.5rem;
    overflow: hidden;
    border-radius: 999px;
    background: var(--_raised);
  }

  .bar > div {
    height: 100%;
    border-radius: inherit;
    background: var(--_accent);
    transition: width 1s linear;
  }
`;
