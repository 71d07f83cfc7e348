package io.tokentally.adapter.rest;

import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.report.UndeclaredTagException;

/** Why a question about units cannot be answered, in the words of its parameters. */
final class UnitQuestionFaults {

    private UnitQuestionFaults() {}

    static InvalidParameterException of(UndeclaredTagException fault) {
        return new InvalidParameterException("tag", "tag: " + fault.getMessage());
    }

    static InvalidParameterException of(TooManyCallsException fault) {
        return new InvalidParameterException("days", """
                days: what units the calls of somebody used is looked up in the calls, of at most %d. \
                Ask for fewer days, or for one model.""".formatted(fault.most()));
    }
}
