/** Written by `npm run gen`. Do not edit. */
import type { Action } from './action.ts';
import arrangeAnew from './arrange-anew.ts';
import clear from './clear.ts';
import clearBaseline from './clear-baseline.ts';
import clearConfig from './clear-config.ts';
import clearFilter from './clear-filter.ts';
import clearRemembered from './clear-remembered.ts';
import close from './close.ts';
import closeCompare from './close-compare.ts';
import closePlan from './close-plan.ts';
import closeVpc from './close-vpc.ts';
import collapse from './collapse.ts';
import collapseAccounts from './collapse-accounts.ts';
import collect from './collect.ts';
import compare from './compare.ts';
import compareAfter from './compare-after.ts';
import compareBefore from './compare-before.ts';
import compareBoth from './compare-both.ts';
import compareFile from './compare-file.ts';
import compareFolder from './compare-folder.ts';
import copyFinding from './copy-finding.ts';
import copyPicture from './copy-picture.ts';
import copyTrace from './copy-trace.ts';
import drawAutomatic from './draw-automatic.ts';
import drawCanvas from './draw-canvas.ts';
import drawWebgl from './draw-webgl.ts';
import expand from './expand.ts';
import expandAll from './expand-all.ts';
import exportAs from './export-as.ts';
import filterFindings from './filter-findings.ts';
import fit from './fit.ts';
import focus from './focus.ts';
import groupByResource from './group-by-resource.ts';
import groupByRule from './group-by-rule.ts';
import groupBySeverity from './group-by-severity.ts';
import hideSelection from './hide-selection.ts';
import history from './history.ts';
import isolateSelection from './isolate-selection.ts';
import keepSnapshot from './keep-snapshot.ts';
import keys from './keys.ts';
import legend from './legend.ts';
import liftSuppression from './lift-suppression.ts';
import lintSettings from './lint-settings.ts';
import matrix from './matrix.ts';
import minimap from './minimap.ts';
import nextFinding from './next-finding.ts';
import openBaseline from './open-baseline.ts';
import openConfig from './open-config.ts';
import openFile from './open-file.ts';
import openFolder from './open-folder.ts';
import openPlanPrices from './open-plan-prices.ts';
import openPlanTraffic from './open-plan-traffic.ts';
import openSample from './open-sample.ts';
import openVpc from './open-vpc.ts';
import plan from './plan.ts';
import planAfter from './plan-after.ts';
import planBefore from './plan-before.ts';
import planChoices from './plan-choices.ts';
import planNextStep from './plan-next-step.ts';
import planPreviousStep from './plan-previous-step.ts';
import previousFinding from './previous-finding.ts';
import print from './print.ts';
import putBack from './put-back.ts';
import putBackAll from './put-back-all.ts';
import redo from './redo.ts';
import refresh from './refresh.ts';
import resetPlanChoices from './reset-plan-choices.ts';
import saveBaseline from './save-baseline.ts';
import saveConfig from './save-config.ts';
import saveSnapshot from './save-snapshot.ts';
import search from './search.ts';
import searchFindings from './search-findings.ts';
import showAll from './show-all.ts';
import showBaseline from './show-baseline.ts';
import showChanges from './show-changes.ts';
import showFindings from './show-findings.ts';
import showGaps from './show-gaps.ts';
import showNetwork from './show-network.ts';
import showRule from './show-rule.ts';
import showSuppressed from './show-suppressed.ts';
import singleKeys from './single-keys.ts';
import stopAtAppliances from './stop-at-appliances.ts';
import stopOpening from './stop-opening.ts';
import stopPlan from './stop-plan.ts';
import stopWriting from './stop-writing.ts';
import suppressFinding from './suppress-finding.ts';
import swapTrace from './swap-trace.ts';
import takeBaseline from './take-baseline.ts';
import themeDark from './theme-dark.ts';
import themeLight from './theme-light.ts';
import themeSystem from './theme-system.ts';
import toggleDrawer from './toggle-drawer.ts';
import toggleInspector from './toggle-inspector.ts';
import toggleLeft from './toggle-left.ts';
import trace from './trace.ts';
import undo from './undo.ts';
import view from './view.ts';
import viewByAccount from './view-by-account.ts';
import viewByRegion from './view-by-region.ts';
import viewBySegment from './view-by-segment.ts';
import viewByTag from './view-by-tag.ts';
import viewFinding from './view-finding.ts';
import viewMeshes from './view-meshes.ts';
import viewPath from './view-path.ts';
import zoomIn from './zoom-in.ts';
import zoomOut from './zoom-out.ts';
import zoomSelection from './zoom-selection.ts';

export const actions: readonly Action[] = [
  arrangeAnew,
  clear,
  clearBaseline,
  clearConfig,
  clearFilter,
  clearRemembered,
  close,
  closeCompare,
  closePlan,
  closeVpc,
  collapse,
  collapseAccounts,
  collect,
  compare,
  compareAfter,
  compareBefore,
  compareBoth,
  compareFile,
  compareFolder,
  copyFinding,
  copyPicture,
  copyTrace,
  drawAutomatic,
  drawCanvas,
  drawWebgl,
  expand,
  expandAll,
  exportAs,
  filterFindings,
  fit,
  focus,
  groupByResource,
  groupByRule,
  groupBySeverity,
  hideSelection,
  history,
  isolateSelection,
  keepSnapshot,
  keys,
  legend,
  liftSuppression,
  lintSettings,
  matrix,
  minimap,
  nextFinding,
  openBaseline,
  openConfig,
  openFile,
  openFolder,
  openPlanPrices,
  openPlanTraffic,
  openSample,
  openVpc,
  plan,
  planAfter,
  planBefore,
  planChoices,
  planNextStep,
  planPreviousStep,
  previousFinding,
  print,
  putBack,
  putBackAll,
  redo,
  refresh,
  resetPlanChoices,
  saveBaseline,
  saveConfig,
  saveSnapshot,
  search,
  searchFindings,
  showAll,
  showBaseline,
  showChanges,
  showFindings,
  showGaps,
  showNetwork,
  showRule,
  showSuppressed,
  singleKeys,
  stopAtAppliances,
  stopOpening,
  stopPlan,
  stopWriting,
  suppressFinding,
  swapTrace,
  takeBaseline,
  themeDark,
  themeLight,
  themeSystem,
  toggleDrawer,
  toggleInspector,
  toggleLeft,
  trace,
  undo,
  view,
  viewByAccount,
  viewByRegion,
  viewBySegment,
  viewByTag,
  viewFinding,
  viewMeshes,
  viewPath,
  zoomIn,
  zoomOut,
  zoomSelection,
];
