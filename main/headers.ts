/** The one content security policy and its companions, for both doors. */

/**
 * Response headers of every page and asset. `socket` is the WebSocket address the page may open; the desktop opens none.
 *
 * Inline styles stay forbidden: see docs/decisions for how Cytoscape is kept from injecting one.
 */
export function securityHeaders(socket?: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${socket === undefined ? '' : ` ${socket}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Nothing makes markup or script of a text but the worker of renderer/canvas/speed: https://www.w3.org/TR/trusted-types/
    "require-trusted-types-for 'script'",
    'trusted-types peerless-worker',
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
