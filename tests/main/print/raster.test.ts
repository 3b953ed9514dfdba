/** PNG with and without a program for this machine: the same pixels, and no letter left out. */
import { describe, expect, it } from 'vitest';
import { buildScene } from '#app/scene/build.ts';
import { World } from '#app/world/world.ts';
import { analyze, type Report } from '#app/report.ts';
import { pngBy } from '#main/print/png.ts';
import { assembly, type Raster, raster } from '#main/print/raster.ts';
import { estates } from '../../app/scene/estates.ts';

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">
  <rect width="90" height="60" fill="#fff"/>
  <path d="M10 50 C 30 5, 60 5, 80 50" fill="none" stroke="#2a4bd7" stroke-width="3" stroke-dasharray="6 3"/>
</svg>`;

const called = (name: string): Report => {
  const world = new World();
  world.region().vpc(name, '10.0.0.0/16');
  return analyze(world.snapshot());
};

describe('a raster', () => {
  it('is the program that was installed with the package', async () => {
    expect((await raster()).machineFonts).toBe(true);
  });

  it('draws the same without it', async () => {
    const [here, there] = [await raster(), await assembly()];
    expect(there.machineFonts).toBe(false);
    const once = Buffer.from(here.draw(SVG, 1.5, { machineFonts: false }));
    expect(once.subarray(1, 4).toString()).toBe('PNG');
    expect(once.equals(there.draw(SVG, 1.5, { machineFonts: false }))).toBe(true);
  });
});

describe('png without a program for the machine', () => {
  const drawn = async (by: Raster, report: Report) =>
    Buffer.from((await pngBy(by, report, buildScene(report, {}), { scale: 1 })).body as Uint8Array);

  it('is the picture it is with one', { timeout: 60_000 }, async () => {
    const report = estates.find((e) => e.name === 'sample')!.report();
    const one = await drawn(await raster(), report);
    expect(one.equals(await drawn(await assembly(), report))).toBe(true);
  });

  it('draws boxes for letters that no shipped face has, as many as there are', async () => {
    const by = await assembly();
    const [one, two, none] = await Promise.all(
      ['網', '網路', ' '].map((name) => drawn(by, called(name))),
    );
    expect(one!.equals(none!)).toBe(false);
    expect(one!.equals(two!)).toBe(false);
  });
});
