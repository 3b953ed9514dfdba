/** The sample estate as somebody arranged it by hand: one VPC moved, one hidden, an account collapsed, a VPC opened. */
import type { Report } from '#app/report.ts';
import type { View } from '#app/scene/scene.ts';
import { estates } from '../scene/estates.ts';

export const sample = (): Report => estates.find((e) => e.name === 'sample')!.report();

const named = (report: Report, name: string): string =>
  report.topology.all('vpc').find((vpc) => vpc.name === name)!.id;

export const arranged = (report: Report): View => ({
  findings: true,
  still: true,
  moved: { [named(report, 'tools-hub')]: { x: 1730, y: 700 } },
  hidden: [named(report, 'brand-fjord')],
  collapsed: ['account/444455556666'],
  opened: [named(report, 'egress')],
});
