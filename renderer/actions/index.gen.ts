/** Written by `npm run gen`. Do not edit. */
import type { Action } from './action.ts';
import clear from './clear.ts';
import collect from './collect.ts';
import exportAs from './export-as.ts';
import fit from './fit.ts';
import focus from './focus.ts';
import keys from './keys.ts';
import legend from './legend.ts';
import matrix from './matrix.ts';
import nextFinding from './next-finding.ts';
import openFile from './open-file.ts';
import openFolder from './open-folder.ts';
import openSample from './open-sample.ts';
import previousFinding from './previous-finding.ts';
import search from './search.ts';
import showAll from './show-all.ts';
import showFindings from './show-findings.ts';
import showGaps from './show-gaps.ts';
import showNetwork from './show-network.ts';
import stopAtAppliances from './stop-at-appliances.ts';
import swapTrace from './swap-trace.ts';
import themeDark from './theme-dark.ts';
import themeLight from './theme-light.ts';
import themeSystem from './theme-system.ts';
import toggleDrawer from './toggle-drawer.ts';
import toggleInspector from './toggle-inspector.ts';
import toggleLeft from './toggle-left.ts';
import trace from './trace.ts';
import zoomIn from './zoom-in.ts';
import zoomOut from './zoom-out.ts';
import zoomSelection from './zoom-selection.ts';

export const actions: readonly Action[] = [
  clear,
  collect,
  exportAs,
  fit,
  focus,
  keys,
  legend,
  matrix,
  nextFinding,
  openFile,
  openFolder,
  openSample,
  previousFinding,
  search,
  showAll,
  showFindings,
  showGaps,
  showNetwork,
  stopAtAppliances,
  swapTrace,
  themeDark,
  themeLight,
  themeSystem,
  toggleDrawer,
  toggleInspector,
  toggleLeft,
  trace,
  zoomIn,
  zoomOut,
  zoomSelection,
];
