package io.tokentally.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule of the architecture.
 *
 * @param name what it is called, in tests and in exemptions
 * @param check finds what breaks it
 * @param reason why it is there
 * @param remedy what to do about code that breaks it
 */
record Rule(String name, ArchRule check, String reason, String remedy) {

    Rule {
        if (name.isBlank() || reason.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("The rule '%s' needs a name, a reason and a remedy.".formatted(name));
        }
    }
}
