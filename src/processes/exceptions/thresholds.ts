/**
 * Every number that decides whether trouble is worth a line in the queue, in one place, each with its reason. The queue
 * is read by people on a Monday: it has to be short.
 */

/** Trouble worth less than this share of one week's net sales is noise beside everything else a planner has to do. */
export const VALUE_SHARE_MIN = 0.0005
/** Above this many stock rows the share falls with their square root: each weighs less, and more people look. */
export const VALUE_SHARE_ROWS = 1000
/** Without prices nothing can be ranked by money: the largest of each kind by quantity are shown. */
export const UNPRICED_PER_KIND_MAX = 20

/** S&OE looks 13 weeks ahead; what lacks later is the monthly cycle's. */
export const SHORTAGE_DAYS = 91
/** Rows, margins and revenue are judged by what is asked for over the same quarter. */
export const VALUE_DAYS = 91
/** Capacity is built over months: overload is looked for over half a year, the part of the horizon kept in weeks. */
export const OVERLOAD_DAYS = 182
/** A proposal is decided weekly, so one that has to leave within a week is decided now or late. */
export const DECISION_DAYS = 7
/** Share of proposals that slip a week although they were ready in time: what such a decision puts at risk. */
export const SLIPPED_SHARE = 0.05

/** Two months beyond what the lead time already asks for is more than any review or promotion explains. */
export const EXCESS_COVER_DAYS = 60
/** Nothing asked of it for half a year: what moves once a season has moved by then. */
export const OBSOLETE_DAYS = 182
/** An end date further ahead than this still leaves time to sell out by the plan itself. */
export const ENDING_DAYS = 182

/** An order past its promise with no new one is taken to come a week from now: late orders come in weekly steps. */
export const LATE_AGAIN_DAYS = 7

/**
 * Units expected to lack per unit of safety stock that is gone: with none left a normal demand lacks 0.399 standard
 * deviations (DOMAIN §6.9, G(0)), and a usual safety stock is two of them.
 */
export const EATEN_SAFETY_SHARE = 0.2

/** Weeks of actuals that are tested; a fault older than this has been in the forecast for a while. */
export const DEVIATION_WEEKS = 6
/** Weeks of actuals from which a row's own restlessness is learned. */
export const DEVIATION_HISTORY_WEEKS = 17
/** DOMAIN §6.6: slack of half a deviation and an alarm beyond five, about 465 quiet periods between false alarms. */
export const CUSUM_SLACK = 0.5
export const CUSUM_ALARM = 5
/** One wild week is not a change: it is cut here before it is summed. */
export const DEVIATION_Z_MAX = 4
/** Share of false alarms among those shown (Benjamini and Hochberg 1995). */
export const FALSE_DISCOVERY_SHARE = 0.02
/** A forecast that is off by less than a fifth is what forecasts are. */
export const DEVIATION_SHARE_MIN = 0.2
/** No series is quieter than this, or an accurate quarter would make every following week an alarm. */
export const DEVIATION_SD_MIN = 0.1
/** What deviates is expected to go on this long: until the next forecast has learned it. */
export const DEVIATION_LASTS_WEEKS = 4

/** A quarter of whole months: gaps beyond it are the budget's own revision. */
export const PLAN_GAP_MONTHS = 3
/** Gaps below this share of the target are within what a forecast can tell. */
export const PLAN_GAP_SHARE_MIN = 0.05
/** A family in a country is named beside the company's own gap when it is worse by this share of its target. */
export const PLAN_GAP_BEYOND_MIN = 0.15

/** Bad data is felt in the plan for about as long as a planning cycle. */
export const DATA_DAYS = 28
/** More products than this without a price or cost are one trouble of a table, not one each. */
export const DATA_PRODUCTS_MAX = 10
