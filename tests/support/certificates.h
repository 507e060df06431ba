// Certificates of one key that opens nothing else, each signed by itself.
#pragma once

namespace certificates {

// It names no address.
inline constexpr char ofNoHost[] = "-----BEGIN CERTIFICATE-----\n"
                                   "MIIBhTCCASugAwIBAgIUDr3PKyyhhDoYZsFmXmnHYU+Hzw8wCgYIKoZIzj0EAwIw\n"
                                   "FzEVMBMGA1UEAwwMZG9vcm1hbiB0ZXN0MCAXDTI2MTEyNDAzNTE1NloYDzIxMjYx\n"
                                   "MDMxMDM1MTU2WjAXMRUwEwYDVQQDDAxkb29ybWFuIHRlc3QwWTATBgcqhkjOPQIB\n"
                                   "BggqhkjOPQMBBwNCAASIvtij7i+Imenrfq0Wjmg4j3qaZHQDUB1uRYgaAxtkFUYU\n"
                                   "7/N1VzYUlTmpUJGssmlC6UZns/P9q0k1y/zjtKpdo1MwUTAdBgNVHQ4EFgQUI16e\n"
                                   "g7s27SJuyAog5eGQDWnw+6kwHwYDVR0jBBgwFoAUI16eg7s27SJuyAog5eGQDWnw\n"
                                   "+6kwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAMA7AVk2za6Vib\n"
                                   "nySQGYXU9YydirgfCH0683NIbOce8AIhANoGVsn9XwJvRByvAeGshVXMikq2DWZv\n"
                                   "MJvD12rIq/Sz\n"
                                   "-----END CERTIFICATE-----\n";

// Of 127.0.0.1, for a hundred years.
inline constexpr char ofLoopback[] = "-----BEGIN CERTIFICATE-----\n"
                                     "MIIBVTCB/KADAgECAhQ3XxK58R+SvJ4Pv/5fOc2eFDPdITAKBggqhkjOPQQDAjAX\n"
                                     "MRUwEwYDVQQDDAxkb29ybWFuIHRlc3QwIBcNMjUwMTAxMDAwMDAwWhgPMjEyNTAx\n"
                                     "MDEwMDAwMDBaMBcxFTATBgNVBAMMDGRvb3JtYW4gdGVzdDBZMBMGByqGSM49AgEG\n"
                                     "CCqGSM49AwEHA0IABIi+2KPuL4iZ6et+rRaOaDiPeppkdANQHW5FiBoDG2QVRhTv\n"
                                     "83VXNhSVOalQkayyaULpRmez8/2rSTXL/OO0ql2jJDAiMA8GA1UdEQQIMAaHBH8A\n"
                                     "AAEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiABhoACFjIuY+cv\n"
                                     "t8jmJzBVRt6Yrl3aPzjox2nrbNRGwQIhAMcaeeGqZjx4n2+OeROk0OW066tCXBXX\n"
                                     "8HGw/lsN0FPx\n"
                                     "-----END CERTIFICATE-----\n";

// Of 127.0.0.1, until 2021.
inline constexpr char expired[] = "-----BEGIN CERTIFICATE-----\n"
                                  "MIIBUjCB+qADAgECAhRr2bIqYo4vcks8uN8PMS7B/Le1kzAKBggqhkjOPQQDAjAX\n"
                                  "MRUwEwYDVQQDDAxkb29ybWFuIHRlc3QwHhcNMjAwMTAxMDAwMDAwWhcNMjEwMTAx\n"
                                  "MDAwMDAwWjAXMRUwEwYDVQQDDAxkb29ybWFuIHRlc3QwWTATBgcqhkjOPQIBBggq\n"
                                  "hkjOPQMBBwNCAASIvtij7i+Imenrfq0Wjmg4j3qaZHQDUB1uRYgaAxtkFUYU7/N1\n"
                                  "VzYUlTmpUJGssmlC6UZns/P9q0k1y/zjtKpdoyQwIjAPBgNVHREECDAGhwR/AAAB\n"
                                  "MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgWyw1PN080dI/FVtK\n"
                                  "nRkE6Z6D0ZsWyQV+H0TJZIJTQMUCIGWcGZWUWXsataVWM4di3rml8SGZgefVOm2s\n"
                                  "P1mArtIL\n"
                                  "-----END CERTIFICATE-----\n";

inline constexpr char key[] = "-----BEGIN PRIVATE KEY-----\n"
                              "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgP5ndyu+NzFwW2p0q\n"
                              "Mf/ODvUe2IlFcDx4JrU+8KUaybahRANCAASIvtij7i+Imenrfq0Wjmg4j3qaZHQD\n"
                              "UB1uRYgaAxtkFUYU7/N1VzYUlTmpUJGssmlC6UZns/P9q0k1y/zjtKpd\n"
                              "-----END PRIVATE KEY-----\n";

} // namespace certificates
