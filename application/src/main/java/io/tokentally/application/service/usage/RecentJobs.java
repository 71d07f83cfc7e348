package io.tokentally.application.service.usage;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.usage.UsageRecord;
import java.util.LinkedHashMap;

/** The last works that were billed once, so that whoever counts along does not count them each time they are told. */
final class RecentJobs {

    private static final int MAX_JOBS = 10_000;

    /** Whether it was known what they used. */
    private final LinkedHashMap<Job, Boolean> seen = new LinkedHashMap<>();

    private record Job(OrganizationId organization, Provider provider, String reference) {}

    /** Whether it has not been told lately, or without what it used. */
    synchronized boolean isNews(UsageRecord told, BillableJob work) {
        UsageReading.Kind kind = told.reading().kind();
        boolean knows = kind != UsageReading.Kind.MISSING && kind != UsageReading.Kind.INVALID;
        Job job = new Job(told.attribution().organizationId(), told.provider(), work.reference());
        Boolean knew = seen.get(job);
        boolean isNews = knew == null || (knows && !knew);
        if (isNews) {
            seen.put(job, knows);
        }
        if (seen.size() > MAX_JOBS) {
            seen.pollFirstEntry();
        }
        return isNews;
    }
}
