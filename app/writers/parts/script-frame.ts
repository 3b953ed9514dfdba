/** The fixed part of the AWS CLI script: options, questions, which steps to run, and the one way to AWS. */
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
UNDONE=no
# How long to wait for AWS to finish one thing, and how often to look.
WAIT=\${PEERLESS_WAIT_SECONDS:-900}
POLL=\${PEERLESS_POLL_SECONDS:-5}

# The step that is being carried out, and whether it can be taken back.
STEP=''
UNDO=''
PHASE=''
STARTED=yes
PAST=no
PLANNED=$'\\n'
exec 3>&1

usage() {
  cat <<'USAGE'
Carries out a plan of Peerless with the AWS CLI. Without --apply it changes nothing and asks AWS nothing: it prints
the commands it would run.

  --apply            run them
  --yes              do not ask before each phase; stops before remove, unless that is named
  --phase PHASE      only this phase: ${oneOf('or')}
  --step STEP        only this step, such as cut-over-21
  --from STEP        begin with this step
  --through STEP     end with this step
  --rollback STEP    take this step back instead (prints; with --apply, does it)
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
    --variables) VARIABLES=yes ;;
    --help | -h)
      usage
      exit 0
      ;;
    --phase | --step | --from | --through | --rollback)
      [ $# -ge 2 ] || misused "$1 needs a value."
      case $1 in
        --phase) ONLY_PHASE=$2 ;;
        --step) ONLY_STEP=$2 ;;
        --from) FROM=$2 STARTED=no ;;
        --through) THROUGH=$2 ;;
        --rollback) ROLLBACK=$2 ;;
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
for given in "$ONLY_STEP" "$FROM" "$THROUGH" "$ROLLBACK"; do
  [ -n "$given" ] || continue
  case " $STEPS " in
    *" $given "*) ;;
    *) misused "there is no step $given." ;;
  esac
done

# On the way out of a step that failed: which, and what now.
finish() {
  local status=$?
  if [ "$status" -ne 0 ] && [ -n "$STEP" ]; then
    {
      printf '\\nStep %s did not finish.\\n' "$STEP"
      if [ -n "$ROLLBACK" ]; then
        printf 'To try again: bash %s --rollback %s --apply\\n' "$0" "$STEP"
      else
        printf 'To go on from here (what is done already is left alone): bash %s --apply --from %s\\n' "$0" "$STEP"
        [ -z "$UNDO" ] || printf 'To take the step back: bash %s --rollback %s --apply\\n' "$0" "$STEP"
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
step() { # STEP TITLE [can-undo]
  local id=$1 phase=\${1%-*}
  STEP=''
  [ -z "$ROLLBACK" ] && [ "$PAST" = no ] || return 1
  [ "$id" = "$FROM" ] && STARTED=yes
  [ "$id" = "$THROUGH" ] && PAST=yes
  [ "$STARTED" = yes ] || return 1
  [ -z "$ONLY_STEP" ] || [ "$ONLY_STEP" = "$id" ] || return 1
  [ -z "$ONLY_PHASE" ] || [ "$ONLY_PHASE" = "$phase" ] || return 1
  if [ "$phase" != "$PHASE" ]; then
    # Deleting cannot be taken back: it is asked for by name, or answered by somebody who has verified.
    case "$phase$APPLY$YES$ONLY_PHASE$ONLY_STEP$FROM" in
      removeyesyes)
        STEP=''
        say ''
        say 'Stopped before the phase remove. Verify first; then run this again with --phase remove.'
        exit 0
        ;;
    esac
    PHASE=$phase
    ask "Begin the phase $phase?"
  fi
  STEP=$id UNDO=\${3:-}
  say ''
  say "$id  $2"
}

# True where a step is to be taken back.
undo() { # STEP
  STEP=''
  [ "$ROLLBACK" = "$1" ] || return 1
  ask "Take $1 back?"
  STEP=$1 UNDONE=yes
  say ''
  say "Taking back $1"
}

# Prints a command as somebody could type it.
show() { # ACCOUNT REGION WORD...
  local name="PROFILE_$1" region=$2 line='  aws' text profile
  shift 2
  profile=\${!name:-}
  [ -n "$profile" ] || [ "$APPLY" = yes ] || profile="\\$$name"
  set -- --region "$region" "$@"
  [ -z "$profile" ] || set -- --profile "$profile" "$@"
  for text in "$@"; do
    case $text in
      \\$*) text="\\"$text\\"" ;;
      '' | *[!A-Za-z0-9_./:=,@%+-]*)
        case $text in *\\'*) text=$(printf '%s' "$text" | sed "s/'/'\\\\\\\\''/g") ;; esac
        text="'$text'"
        ;;
    esac
    line="$line $text"
  done
  say "$line"
}

call() { # ACCOUNT REGION WORD...
  local name="PROFILE_$1" region=$2
  shift 2
  if [ -n "\${!name:-}" ]; then
    aws --profile "\${!name}" --region "$region" --output text "$@"
  else
    aws --region "$region" --output text "$@"
  fi
}

# Every change goes through here: printed, and run with --apply only. Its output is what --query asks for.
change() { # ACCOUNT REGION WORD...
  local text
  show "$@"
  [ "$APPLY" = yes ] || return 0
  for text in "$@"; do made "$text" || die "\${text#?} is not made yet. Run the build steps first: bash $0 --apply --phase build"; done
  call "$@"
}

# A variable holds its own name until what it stands for is there.
made() { # ID
  case $1 in \\$*) return 1 ;; esac
}

plans() { # VARIABLE TAG
  printf -v "$1" '%s' "\\$$1"
  PLANNED="$PLANNED$2 $1"$'\\n'
}

adopt() { # VARIABLE ID
  made "\${!1}" && [ "\${!1}" != "$2" ] &&
    die "$1 was made twice: \${!1} and $2. Delete the one that nothing uses, then run this again."
  printf -v "$1" '%s' "$2"
}

# Finds what an earlier run has made, by its tags.
recall() { # REGION ACCOUNT OPERATION LIST ID [FILTER...]
  [ "$APPLY" = yes ] || [ "$VARIABLES" = yes ] || return 0
  local region=$1 account=$2 operation=$3 list=$4 id=$5 found rest one tag
  shift 5
  found=$(call "$account" "$region" ec2 "$operation" --filters "Name=tag:peerless:design,Values=$DESIGN" "$@" \\
    --query "\${list}[].[$id, Tags[?Key=='peerless:plan'].Value | [0]]")
  while read -r one tag; do
    rest=\${PLANNED#*$'\\n'"$tag "}
    if [ -n "$tag" ] && [ "$rest" != "$PLANNED" ]; then adopt "\${rest%%$'\\n'*}" "$one"; fi
  done <<<"$found"
}

# The account that a profile leads to has to be the one the plan means.
check_account() { # ACCOUNT REGION
  [ "$APPLY" = yes ] || [ "$VARIABLES" = yes ] || return 0
  local found
  found=$(call "$1" "$2" sts get-caller-identity --query Account) ||
    die "no credentials for account $1. Set PROFILE_$1 to an AWS profile that leads there, and sign in."
  [ "$found" = "$1" ] ||
    die "PROFILE_$1 leads to account $found, not to $1. Set PROFILE_$1 to an AWS profile that leads there."
}

# Looks again until one of the words comes up.
wait_for() { # WHAT WORDS ACCOUNT REGION WORD...
  [ "$APPLY" = yes ] || return 0
  local what=$1 words=$2 until=$((SECONDS + WAIT))
  shift 2
  while :; do
    STATE=$(call "$@")
    case " $words " in *" $STATE "*) return 0 ;; esac
    case $STATE in
      failed | failing | rejected | rejecting | deleted | deleting | expired)
        die "$what is $STATE. Look at it in the console; delete it there if need be, then run this again."
        ;;
    esac
    [ "$SECONDS" -lt "$until" ] ||
      die "$what is still $STATE after $WAIT seconds, not one of: $words. Look at it in the console, then run this again."
    sleep "$POLL"
  done
}

there() { say "  is there already: $1"; }

# For the eye: commands that show whether a step worked.
advise() { say "  to see whether it worked: $1"; }

print_variables() {
  local tag name
  while read -r tag name; do
    if [ -n "$tag" ] && made "\${!name}"; then printf '%s=%s\\n' "$name" "\${!name}"; fi
  done <<<"$PLANNED"
  exit 0
}
`;
