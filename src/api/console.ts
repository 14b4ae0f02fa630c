/** Who is named when nobody else is: whoever runs the server, at its own machine. */
export const CONSOLE = 'console'
/** With the console's key only: the account that a command acts as (docs/specs/serving.md RS11). */
export const ACTING_AS = 'x-rumbo-as'
