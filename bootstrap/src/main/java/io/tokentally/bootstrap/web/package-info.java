/** What stands between the web port and the application: headers, proxies, connections, the sign-in page. */
@NullMarked
package io.tokentally.bootstrap.web;

import org.jspecify.annotations.NullMarked;
