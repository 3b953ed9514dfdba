/** The fixed part of the AWS CLI script: options, questions, and which steps to carry out or take back. */
import { PHASES } from '../../plan/plan.ts';

/** `build, cut-over, …, and remove`: every phase that steps may be in. */
const oneOf = (word: string): string =>
  `${PHASES.slice(0, -1).join(', ')} ${word} ${PHASES.at(-1)!}`;

/**
 * For bash 3.2, which macOS has, and later: no associative arrays. Without `--apply` nothing here calls `aws`.
 * `$'…'` and here-strings are the newest it needs.
 */
export const SCRIPT_FRAME = `APPLY=no
YES=no
VARIABLES=no
ONLY_PHASE=''
ONLY_STEP=''
FROM=''
THROUGH=''
ROLLBACK=''
BACK_TO=''
PAUSE=no
# How long to wait for AWS to finish one thing, and how often to look.
WAIT=\${PEERLESS_WAIT_SECONDS:-900}
POLL=\${PEERLESS_POLL_SECONDS:-5}

# The step that is being carried out or taken back, and what AWS last said of something waited for.
STEP=''
PHASE=''
STATE=None
STARTED=yes
PAST=no
PLANNED=$'\\n'
# What stands between the words that AWS lists.
BLANK=$'\\t\\n'
exec 3>&1

usage() {
  cat <<'USAGE'
Carries out a plan of Peerless with the AWS CLI. Without --apply it changes nothing and asks AWS nothing: it prints
the commands it would run.

  --apply            run them
  --yes              do not ask before each phase; stops before close and before remove, unless named
  --phase PHASE      only this phase: ${oneOf('or')}
  --step STEP        only this step, such as cut-over-21
  --from STEP        begin with this step
  --through STEP     end with this step
  --pause            ask before each pair of the cut-over and of close, too
  --rollback STEP    take this step back instead (prints; with --apply, does it)
  --rollback-to STEP take back all that comes after this step, the last first; start: all of the plan
  --variables        print the ids of what the plan has made, to be read by a shell:
                     eval "$(bash THIS_FILE --variables)"
  --help             print this

It may be run again at any time: what is done already is left alone. PROFILE_<account> names the AWS profile for an
account; where it is not set, the default credentials are used. Before anything else it looks whether each profile
leads to its account. PEERLESS_WAIT_SECONDS (900) limits each wait.
USAGE
}

say() { printf '%s\\n' "$*" >&3; }
die() {
  printf 'Error: %s\\n' "$*" >&2
  exit 1
}
misused() {
  printf 'Error: %s\\nbash %s --help lists the options.\\n' "$1" "$0" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --apply) APPLY=yes ;;
    --yes) YES=yes ;;
    --pause) PAUSE=yes ;;
    --variables) VARIABLES=yes ;;
    --help | -h)
      usage
      exit 0
      ;;
    --phase | --step | --from | --through | --rollback | --rollback-to)
      [ $# -ge 2 ] || misused "$1 needs a value."
      case $1 in
        --phase) ONLY_PHASE=$2 ;;
        --step) ONLY_STEP=$2 ;;
        --from) FROM=$2 STARTED=no ;;
        --through) THROUGH=$2 ;;
        --rollback) ROLLBACK=$2 ;;
        --rollback-to) BACK_TO=$2 ;;
      esac
      shift
      ;;
    *) misused "there is no option $1." ;;
  esac
  shift
done
case $ONLY_PHASE in
  '' | ${PHASES.join(' | ')}) ;;
  *) misused "there is no phase $ONLY_PHASE; the phases are ${oneOf('and')}." ;;
esac
[ -z "$ROLLBACK$BACK_TO" ] || [ "$PAUSE" = no ] || misused '--pause asks between the steps of the cut-over; a rollback asks before each phase anyway.'
[ "$YES$PAUSE" != yesyes ] || misused '--pause asks and --yes does not: give one of them.'
case "\${ROLLBACK:+back}\${BACK_TO:+back}\${ONLY_PHASE:+on}\${ONLY_STEP:+on}\${FROM:+on}\${THROUGH:+on}" in
  *backback* | *backon*) misused 'a rollback stands alone: give --rollback or --rollback-to, without options that say what to carry out.' ;;
esac
for given in "$ONLY_STEP" "$FROM" "$THROUGH" "$ROLLBACK" "$BACK_TO"; do
  [ -n "$given" ] || continue
  case " $STEPS \${BACK_TO:+start} " in
    *" $given "*) ;;
    *) misused "there is no step $given." ;;
  esac
done

# On the way out of a step that failed: which, and what now.
finish() {
  local status=$?
  if [ "$status" -ne 0 ] && [ -n "$STEP" ] && [ "$APPLY" = yes ]; then
    {
      printf '\\nStep %s did not finish.\\n' "$STEP"
      if [ -n "$BACK_TO" ]; then
        printf 'To go on from here (what is taken back already is left alone): bash %s --rollback-to %s --apply\\n' "$0" "$BACK_TO"
      elif [ -n "$ROLLBACK" ]; then
        printf 'To try again: bash %s --rollback %s --apply\\n' "$0" "$STEP"
      else
        printf 'To go on from here (what is done already is left alone): bash %s --apply --from %s\\n' "$0" "$STEP"
        [ "$(type -t "back_\${STEP//-/_}")" != function ] ||
          printf 'To take the step back: bash %s --rollback %s --apply\\n' "$0" "$STEP"
      fi
    } >&2
  fi
}
trap finish EXIT

ask() { # QUESTION
  [ "$APPLY" = yes ] && [ "$YES" = no ] || return 0
  [ -t 0 ] || die 'there is no terminal to ask on. Add --yes to go on without questions.'
  local answer=''
  printf '\\n%s Type yes to go on: ' "$1" >&3
  read -r answer || true
  [ "$answer" = yes ] && return 0
  say 'Stopped as asked.'
  exit 3
}

# True where a step is to be carried out.
step() { # STEP TITLE
  local id=$1 phase=\${1%-*}
  STEP=''
  [ -z "$ROLLBACK$BACK_TO" ] && [ "$PAST" = no ] || return 1
  [ "$id" = "$FROM" ] && STARTED=yes
  [ "$id" = "$THROUGH" ] && PAST=yes
  [ "$STARTED" = yes ] || return 1
  [ -z "$ONLY_STEP" ] || [ "$ONLY_STEP" = "$id" ] || return 1
  [ -z "$ONLY_PHASE" ] || [ "$ONLY_PHASE" = "$phase" ] || return 1
  if [ "$phase" != "$PHASE" ]; then
    # What parts pairs, or deletes peerings, which do not come back as they were, is asked for by name, or answered by
    # somebody who has verified.
    case "$phase$APPLY$YES$ONLY_PHASE$ONLY_STEP$FROM" in
      closeyesyes | removeyesyes)
        STEP=''
        say ''
        say "Stopped before the phase $phase. Verify first; then run this again with --phase $phase."
        exit 0
        ;;
    esac
    PHASE=$phase
    # Before anything is sent over the gateway, all of it has to be there.
    if [ "$phase$APPLY" = cut-overyes ]; then
      all_made
      built
    fi
    ask "Begin the phase $phase?"
  elif [ "$phase$PAUSE" = cut-overyes ] || [ "$phase$PAUSE" = closeyes ]; then
    ask "Go on with $id, $2?"
  fi
  STEP=$id
  say ''
  say "$id  $2"
}

# Takes steps back, the last one first. What was never carried out is passed over by each function itself.
take_back() {
  local id back reversed='' phase='' guarded=no
  for id in $STEPS; do
    reversed="$id $reversed"
  done
  for id in $reversed; do
    [ "$id" != "$BACK_TO" ] || break
    [ -z "$ROLLBACK" ] || [ "$ROLLBACK" = "$id" ] || continue
    back=back_\${id//-/_}
    if [ "$(type -t "$back")" != function ]; then
      [ -z "$ROLLBACK" ] || say "$id changes nothing: there is nothing to take back."
      continue
    fi
    STEP=''
    if [ -n "$ROLLBACK" ]; then ask "Take $id back?"; elif [ "$phase" != "\${id%-*}" ]; then
      ask "Take the phase \${id%-*} back?"
    fi
    phase=\${id%-*}
    # Nothing that was built goes while a route leads there.
    if [ "$phase$APPLY$guarded" = buildyesno ]; then
      unused
      guarded=yes
    fi
    STEP=$id
    say ''
    say "Taking back $id"
    "$back"
  done
}
`;
