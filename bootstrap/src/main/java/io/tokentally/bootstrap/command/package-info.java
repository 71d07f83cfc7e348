/** What is done from the command line beside the application: once, with the database and without a web server. */
@NullMarked
package io.tokentally.bootstrap.command;

import org.jspecify.annotations.NullMarked;
