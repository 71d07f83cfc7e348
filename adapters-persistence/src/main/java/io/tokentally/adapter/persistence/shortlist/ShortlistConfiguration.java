package io.tokentally.adapter.persistence.shortlist;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.shortlist.Candidates;
import jakarta.persistence.EntityManagerFactory;
import org.mapstruct.factory.Mappers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** Puts the candidates together. */
@Configuration(proxyBeanMethods = false)
public class ShortlistConfiguration {

    @Bean
    Candidates candidates(StoredCandidates rows, EntityManagerFactory factory, ViewerIdentity identity) {
        return new JpaCandidates(
                rows,
                SharedEntityManagerCreator.createSharedEntityManager(factory),
                identity,
                Mappers.getMapper(StoredCandidateMapper.class));
    }
}
