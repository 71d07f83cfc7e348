package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.calendar.ManageTimeZoneUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.Period;
import java.time.Clock;

/** Which days are meant: the organization's, where no zone is asked for. */
final class Periods {

    private final ManageTimeZoneUseCase timeZone;
    private final Clock clock;

    Periods(ManageTimeZoneUseCase timeZone, Clock clock) {
        this.timeZone = timeZone;
        this.clock = clock;
    }

    Period of(Viewer viewer, PeriodParameters asked) {
        return asked.period(
                clock.instant(),
                asked.zone() == null ? timeZone.timeZone(viewer).zone() : asked.zone());
    }
}
