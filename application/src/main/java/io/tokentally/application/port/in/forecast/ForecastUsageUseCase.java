package io.tokentally.application.port.in.forecast;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.forecast.UsageForecast;
import io.tokentally.domain.summary.Period;

/** Somebody asks what a window that is not over will cost. */
@ReadsOrganizationData
public interface ForecastUsageUseCase {

    /**
     * @param window that today is in
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     * @throws IllegalArgumentException if today is not in the window
     */
    UsageForecast forecast(Viewer viewer, UsageScope scope, Period window);
}
