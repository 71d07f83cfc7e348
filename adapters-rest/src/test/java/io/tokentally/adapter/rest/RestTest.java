package io.tokentally.adapter.rest;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the tests of the API have in common: a member of acme is signed in. */
@SpringBootTest(classes = RestTestApplication.class)
@AutoConfigureMockMvc
abstract class RestTest {

    @Autowired
    protected MockMvcTester mvc;

    @Autowired
    protected FakeUsage usage;

    @Autowired
    protected FakeExports exports;

    @BeforeEach
    void reset() {
        usage.reset();
        exports.reset();
    }

    /** @param uri a template, whose variables are encoded */
    protected final MvcTestResult get(String uri, Object... variables) {
        return mvc.get().uri(uri, variables).exchange();
    }
}
