import { css } from 'lit';

/**
 * Where a shared screen stands: whole, between what is said at the top and the bar, and beside the tiles where they would hide a part
 * of it. The other side's picture is a tile beside one's own; a press on it changes the two.
 */
export const screenLayout = css`
  .with-screen > * {
    --_tile: clamp(6rem, 26cqw, 8.5rem);
    --_tile-height: calc(var(--_tile) * 3 / 4);
  }

  /* The bar stands below what is shown. */
  .with-screen .shade {
    display: none;
  }

  .with-screen .large {
    position: absolute;
    inset: calc(3.75rem + var(--_safe-top)) 0 calc(6rem + var(--_safe-bottom));
  }

  .screen.large {
    background: none;
  }

  /* Heard all the same. */
  .only-screen .remote {
    visibility: hidden;
    --_person: hidden;
  }

  .with-screen .tile {
    position: absolute;
    z-index: 1;
    inset: auto auto calc(6rem + var(--_safe-bottom)) calc(1rem + var(--_safe-left));
    width: var(--_tile);
    height: var(--_tile-height);
    border-radius: var(--_radius);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 22%), 0 8px 24px rgb(0 0 0 / 45%);
  }

  .enlarge {
    padding: 0;
    border: 0;
    background: none;
  }

  .enlarge:hover {
    background: rgb(255 255 255 / 10%);
  }

  .sharing {
    background: #ffc08a;
    color: #38230f;
  }

  .failure {
    padding: 0.75rem 0 0.75rem 1rem;
  }

  .failure p {
    margin: 0.25rem 0 0;
  }

  /* Seven buttons beside each other, on 360 px and more. */
  .bar.full {
    --_round: clamp(2.75rem, 10.5cqw, 3.5rem);
    gap: clamp(0.25rem, 3cqw - 0.5rem, 1.25rem);
  }

  /* On less, the menu has what is left out. */
  @container (max-width: 22.4rem) {
    .bar.full firelink-share-button {
      display: none;
    }
  }

  /* Beside the screen, one's own below and the other side's above it. */
  @container (min-width: 52rem) {
    .with-screen > * {
      --_tile: clamp(9rem, 14cqw, 24rem);
      --_tile-height: calc(var(--_tile) * 10 / 16);
      --_own-height: calc(var(--_tile-height) + 0.75rem);
    }

    .with-screen.own-hidden > *,
    .with-screen.own-unused > * {
      --_own-height: 0px;
    }

    .with-screen .own {
      width: var(--_tile);
      aspect-ratio: 16 / 10;
    }

    .with-screen .tile {
      inset: auto calc(1rem + var(--_safe-right)) calc(1.25rem + var(--_safe-bottom) + var(--_own-height)) auto;
    }

    .with-screen .large {
      right: calc(var(--_tile) + 2rem + var(--_safe-right));
    }

    .with-screen.only-screen.own-hidden .large,
    .with-screen.only-screen.own-unused .large {
      right: 0;
    }
  }

  /* A phone on its side: one's own is above. */
  @container (max-height: 26rem) and (max-width: 52rem) {
    .with-screen > * {
      --_tile: 7.5rem;
      --_tile-height: 5.625rem;
    }

    .with-screen .tile {
      inset: calc(1rem + var(--_safe-top) + 6.125rem) calc(1rem + var(--_safe-right)) auto auto;
    }

    .with-screen .large {
      right: calc(9rem + var(--_safe-right));
    }
  }
`;
