# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of ibar(1) in bash. Commands, options and profiles are asked of the program itself, so they are never out of date.

_ibar_options() {
  "$1" "${@:2}" --help 2> /dev/null | sed -nE 's/^ +(-[a-zA-Z], )?(--[a-z-]+=?).*/\2/p'
}

_ibar_commands() {
  "$1" --help 2> /dev/null | sed -nE 's/^  ([a-z][a-z-]+)  +[^ ].*/\1/p'
}

_ibar_profiles() {
  "$1" import --list-profiles 2> /dev/null | sed -nE 's/^ *([^ ]+) .*/\1/p'
}

# Sets COMPREPLY to those of the words that may still become the one that is typed.
_ibar_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}

# The value of an option; fails where any file may be one.
_ibar_value() {
  case $1 in
    --format) _ibar_words 'table csv json geojson text html gpkg kml xlsx fgb bibtex csl-json ris' ;;
    --profile) _ibar_words "auto $(_ibar_profiles "${COMP_WORDS[0]}")" ;;
    --sort) _ibar_words 'date place actor type casualties sources' ;;
    --date-order) _ibar_words 'dmy mdy auto' ;;
    --coordinates) _ibar_words 'as-given exchanged auto' ;;
    --filter)
      mapfile -t COMPREPLY < <(compgen -S : -W 'date actor type in place confidence source dataset area all' -- "$word")
      compopt -o nospace 2> /dev/null || true ;;
    --view | --dataset | --licence | --citation | --where | --map | --save-profile | --names) ;;
    *) return 1 ;;
  esac
}

_ibar() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=

  # bash cuts --option=value into three words.
  if [ "$word" = = ]; then
    word=
  elif [ "$previous" = = ] && [ "$COMP_CWORD" -gt 2 ]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  [ "$COMP_CWORD" -gt 1 ] && [[ ${COMP_WORDS[1]} != -* ]] && command=${COMP_WORDS[1]}
  COMPREPLY=()
  ! _ibar_value "$previous" || return 0
  if [[ $word == -* ]]; then
    _ibar_words "$(_ibar_options "${COMP_WORDS[0]}" $command)"
    [[ ${COMPREPLY[0]:-} != *= ]] || compopt -o nospace 2> /dev/null
  elif [ "$COMP_CWORD" = 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_ibar_commands "${COMP_WORDS[0]}")" -- "$word"; compgen -f -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
  compopt -o filenames 2> /dev/null
}

complete -F _ibar ibar
