package io.tokentally.domain.person;

import io.tokentally.domain.access.OrganizationId;
import java.time.YearMonth;

/** A month, in UTC, of which an archive of an organization's calls holds some of a person. */
public record ArchivedMonth(OrganizationId organizationId, YearMonth month) {}
