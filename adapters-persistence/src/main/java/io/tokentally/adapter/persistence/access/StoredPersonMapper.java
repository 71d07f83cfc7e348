package io.tokentally.adapter.persistence.access;

import io.tokentally.adapter.persistence.row.Identifiers;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

/** Makes people and members of their rows. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR, uses = Identifiers.class)
interface StoredPersonMapper {

    Person toPerson(StoredPerson row);

    Person toPerson(StoredAccount row);

    @Mapping(target = "person", source = "account")
    @Mapping(target = "secondFactor", source = "account.secondFactorSince")
    @Mapping(target = "lastSignIn", source = "account.lastSignIn")
    Member toMember(StoredMember row);

    default boolean isThere(@Nullable Instant since) {
        return since != null;
    }
}
