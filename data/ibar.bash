# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of ibar(1) in bash. Commands and options are asked of the program itself, so they are never out of date.

_ibar_options() {
  "$1" "${@:2}" --help 2> /dev/null | sed -nE 's/^ +(-[a-zA-Z], )?(--[a-z-]+=?).*/\2/p'
}

_ibar_commands() {
  "$1" --help 2> /dev/null | sed -nE 's/^  ([a-z][a-z-]+)  +[^ ].*/\1/p'
}

_ibar() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=

  [ "$COMP_CWORD" -gt 1 ] && [[ ${COMP_WORDS[1]} != -* ]] && command=${COMP_WORDS[1]}
  COMPREPLY=()
  case $previous in
    --format)
      mapfile -t COMPREPLY < <(compgen -W 'table csv json geojson text html gpkg kml xlsx fgb bibtex csl-json ris' -- "$word")
      return ;;
    --filter)
      mapfile -t COMPREPLY < <(compgen -S : -W 'date actor type in confidence' -- "$word")
      compopt -o nospace
      return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_ibar_options "${COMP_WORDS[0]}" $command)" -- "$word")
    [[ ${COMPREPLY[0]:-} != *= ]] || compopt -o nospace
  elif [ "$COMP_CWORD" = 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_ibar_commands "${COMP_WORDS[0]}")" -- "$word"; compgen -f -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
  compopt -o filenames 2> /dev/null
}

complete -F _ibar ibar
