/** The one way of the AWS CLI script to AWS: what it prints, what it runs, how it finds again what it made, how it waits. */

/** For bash 3.2 and later, like the frame. Only `change` changes anything, and only with `--apply`. */
export const SCRIPT_AWS = `# The variable that names the profile of an account. Nothing else is made the name of one: bash runs what stands in its brackets.
profile_name() { # ACCOUNT
  case $1 in
    '' | *[!0-9a-z]*) die "an account of this plan is no account of AWS. Make the plan again from a fresh snapshot." ;;
    unknown) NAME=PROFILE_UNKNOWN ;;
    *) NAME="PROFILE_$1" ;;
  esac
}

# True for a variable by its name, as printed commands have it: $TGW_US_EAST_1.
is_name() { # WORD
  case $1 in \\$ | \\$*[!A-Za-z0-9_]*) return 1 ;; \\$*) ;; *) return 1 ;; esac
}

# Prints a command as somebody could type it.
show() { # ACCOUNT REGION WORD...
  local region=$2 line='  aws' text profile NAME
  profile_name "$1"
  local name=$NAME
  shift 2
  profile=\${!name:-}
  [ -n "$profile" ] || [ "$APPLY" = yes ] || profile="\\$$name"
  set -- --region "$region" "$@"
  [ -z "$profile" ] || set -- --profile "$profile" "$@"
  for text in "$@"; do
    if is_name "$text"; then
      line="$line \\"$text\\""
      continue
    fi
    case $text in
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
  local region=$2 NAME
  profile_name "$1"
  local name=$NAME
  shift 2
  if [ -n "\${!name:-}" ]; then
    aws --profile "\${!name}" --region "$region" --output text "$@"
  else
    aws --region "$region" --output text "$@"
  fi
}

# Dies where something that the plan makes is not there.
all_made() {
  local tag name
  while read -r tag name; do
    [ -z "$tag" ] || must_be_made "\${!name}"
  done <<<"$PLANNED"
}

must_be_made() { # ID
  made "$1" || die "\${1#?} is not made yet. Run the build steps first: bash $0 --apply --phase build"
}

# Every change goes through here: printed, and run with --apply only. Its output is what --query asks for.
change() { # ACCOUNT REGION WORD...
  local text
  show "$@"
  [ "$APPLY" = yes ] || return 0
  for text in "$@"; do must_be_made "$text"; done
  call "$@"
}

# A variable holds its own name until what it stands for is there.
made() { # ID
  if is_name "$1"; then return 1; fi
}

plans() { # VARIABLE TAG
  printf -v "$1" '%s' "\\$$1"
  PLANNED="$PLANNED$2 $1"$'\\n'
}

# A peering has an id from the start; what was made in its place has the tag of that id.
stands() { # VARIABLE PEERING TAG
  printf -v "$1" '%s' "$2"
  PLANNED="$PLANNED$3 $1"$'\\n'
}

adopt() { # VARIABLE ID [STANDS_IN_FOR]
  made "\${!1}" && [ "\${!1}" != "$2" ] && [ "\${!1}" != "\${3:-}" ] &&
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
    if [ -n "$tag" ] && [ "$rest" != "$PLANNED" ]; then adopt "\${rest%%$'\\n'*}" "$one" "$tag"; fi
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
    case "$STATE $words" in
      deleting*deleted*) ;;
      failed* | failing* | rejected* | rejecting* | deleted* | deleting* | expired*)
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
    if [ -n "$tag" ] && [ "\${!name}" != "$tag" ] && made "\${!name}"; then printf '%s=%q\\n' "$name" "\${!name}"; fi
  done <<<"$PLANNED"
  exit 0
}
`;
