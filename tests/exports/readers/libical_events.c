/* The events of a calendar as libical reads them, a line each: uid, seconds since 1970 of start and end; then
   how many lines it could not read, and whether the restrictions of RFC 5546 are kept. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
  FILE *file = fopen(words[count - 1], "rb");
  static char text[1 << 22];
  text[fread(text, 1, sizeof text - 1, file)] = 0;
  icalcomponent *calendar = icalparser_parse_string(text), *event;
  for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
    printf("%s %lld %lld\n", icalcomponent_get_uid(event),
           (long long)icaltime_as_timet_with_zone(icalcomponent_get_dtstart(event), icaltimezone_get_utc_timezone()),
           (long long)icaltime_as_timet_with_zone(icalcomponent_get_dtend(event), icaltimezone_get_utc_timezone()));
  printf("errors %d kept %d\n", icalcomponent_count_errors(calendar), icalrestriction_check(calendar));
  return 0;
}
