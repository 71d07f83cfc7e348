package io.tokentally.adapter.persistence.news;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what tells of new usage, connected as the role that reads none. */
@Configuration(proxyBeanMethods = false)
public class NewsConfiguration {

    @Bean
    NewsSender newsSender(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new NewsSender(meteringDataSource);
    }

    @Bean(initMethod = "start")
    NewsListener usageNews(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new NewsListener(meteringDataSource);
    }
}
