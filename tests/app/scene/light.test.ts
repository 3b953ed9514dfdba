/** What lights up for a list of resources, and which way a path points. */
import { describe, expect, it } from 'vitest';
import { dims, lightOf, NO_LIGHT } from '#app/scene/light.ts';
import { picture } from '#tests/renderer/picture.ts';

const nowhere = () => undefined;

describe('light', () => {
  it('a link lights with both its ends, without arrows, for a finding', () => {
    const light = lightOf(picture, ['pcx-ab'], nowhere, 'finding');
    expect([...light.nodes].sort()).toEqual(['vpc-a', 'vpc-b']);
    expect([...light.edges]).toEqual([['pcx-ab', 'none']]);
  });

  it('what is not drawn lights the box that stands for it', () => {
    const light = lightOf(
      picture,
      ['rtb-1'],
      (ref) => (ref === 'rtb-1' ? 'vpc-a' : undefined),
      'finding',
    );
    expect([...light.nodes]).toEqual(['vpc-a']);
  });

  it('a gateway lights itself, not the segment that carries its ref', () => {
    expect([...lightOf(picture, ['tgw-1'], nowhere, 'finding').nodes]).toEqual(['tgw-1']);
  });

  it('a path over a gateway points the way it goes, whichever way the lines were drawn', () => {
    const hops = ['subnet-c', 'tgw-attach-c', 'tgw-1', 'tgw-attach-b', 'subnet-b'];
    const at = (ref: string) => ({ 'subnet-c': 'vpc-c', 'subnet-b': 'vpc-b' })[ref];
    const there = lightOf(picture, hops, at, 'path');
    expect(there.edges.get('attachment/c')).toBe('forward');
    // Drawn from the VPC to the gateway, walked from the gateway to the VPC.
    expect(there.edges.get('attachment/b')).toBe('backward');
    const back = lightOf(picture, hops.toReversed(), at, 'path');
    expect(back.edges.get('attachment/c')).toBe('backward');
    expect(back.edges.get('attachment/b')).toBe('forward');
  });

  it('a line between two neighbours of a path is lit even where the path does not name it', () => {
    expect(lightOf(picture, ['vpc-b', 'vpc-a'], nowhere, 'path').edges.get('pcx-ab')).toBe(
      'backward',
    );
  });

  it('a line walked there and back points both ways', () => {
    const light = lightOf(
      picture,
      ['vpc-a', 'pcx-ab', 'vpc-b', 'pcx-ab', 'vpc-a'],
      nowhere,
      'path',
    );
    expect(light.edges.get('pcx-ab')).toBe('both');
  });

  it('the rest steps back for a finding or a path, never for a selected resource', () => {
    expect(dims(lightOf(picture, ['vpc-a'], nowhere, 'finding'))).toBe(true);
    expect(dims(lightOf(picture, ['vpc-a'], nowhere, 'resource'))).toBe(false);
    expect(dims(lightOf(picture, ['vpc-unknown'], nowhere, 'finding'))).toBe(false);
    expect(dims(NO_LIGHT)).toBe(false);
  });
});
