/** What whoever runs the installation does: organizations, accounts without help, and the installation's audit log. */
@NullMarked
package io.tokentally.ui.installation;

import org.jspecify.annotations.NullMarked;
